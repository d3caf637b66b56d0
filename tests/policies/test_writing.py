"""A policy written as its file reads is read as it was."""

import pytest

from tumen.policies import Policy, as_toml, available, is_bundled, load


@pytest.mark.parametrize("name", available())
def test_a_bundled_policy_is_read_again_as_it_was(name, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(as_toml(load(name)), encoding="utf-8")
    assert load(path) == load(name)


def test_hostile_words_stay_words(tmp_path):
    policy = Policy(name="own", title='"\n[[closure]]\n\x7f\\ 무산', about="'quoted'", who="a\tb")
    path = tmp_path / "own.toml"
    path.write_text(as_toml(policy), encoding="utf-8")
    assert load(path) == policy


def test_one_of_the_same_name_with_another_content_is_not_the_bundled_one():
    bundled = load("no-2371")
    assert is_bundled(bundled)
    assert not is_bundled(bundled.model_copy(update={"instrument": ()}))
    assert not is_bundled(Policy(name="own", title="Own"))
