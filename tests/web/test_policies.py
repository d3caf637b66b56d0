import pytest

from tumen import policies
from tumen.engine.catalog import catalog
from tumen.scenario import load
from tumen.web.policies import as_file, as_measures, changed, under
from tumen.web.schemas import Policy

BUNDLED = [name for name in policies.available() if name != policies.AS_IT_HAPPENED]


@pytest.mark.parametrize("name", BUNDLED)
def test_a_bundled_policy_comes_back_from_its_bars(name):
    scenario = load("musan", catalog())
    written = policies.load(name)
    bars = Policy.model_validate({"name": name, "measures": as_measures(written, scenario)})
    one, other = changed(written, scenario), under(bars, scenario)
    assert other.differs == one.differs
    assert other.scenario.instruments == one.scenario.instruments
    assert other.scenario.series == one.scenario.series


@pytest.mark.parametrize("name", BUNDLED)
def test_a_policy_is_written_as_its_file_would_read(name, tmp_path):
    scenario = load("musan", catalog())
    bars = Policy.model_validate(
        {"name": name, "title": 'A "title"\n', "measures": as_measures(policies.load(name), scenario)}
    )
    path = tmp_path / "policy.toml"
    path.write_text(policies.as_toml(as_file(bars)), encoding="utf-8")
    assert policies.load(path) == as_file(bars)
