def test_scenarios_are_listed_and_described(client):
    names = {one["name"] for one in client.get("/api/scenarios").json()}
    assert {"musan", "hyesan-scrap"} <= names
    musan = client.get("/api/scenarios/musan").json()
    assert {place["name"] for place in musan["places"]} >= {"Musan", "Hoeryong"}
    assert all(place["korean"] for place in musan["places"])
    assert {event["kind"] for event in musan["events"]} == {"input", "outcome"}
    assert {one["name"] for one in musan["levers"]}.isdisjoint(one["name"] for one in musan["beliefs"])
    for one in musan["levers"] + musan["beliefs"]:
        assert one["low"] <= one["default"] <= one["high"]
        assert one["source"]
    full = next(one for one in musan["instruments"] if one["name"] == "2371 iron_concentrate")
    assert (full["from"], full["to"]) == ("2017-08-15", None)
    assert {one["name"] for one in musan["changes"]} >= {"fee for absence"}
    assert len(musan["charts"]) >= 10
    assert len(musan["headlines"]) == 4


def test_bundled_policies_come_with_what_they_change(client):
    policies = client.get("/api/scenarios/musan").json()["policies"]
    assert policies
    for one in policies:
        assert one["does_nothing"] == (not one["differs"])
        assert all(bar["kind"] in ("lever", "instrument", "closure", "without") for bar in one["measures"])


def test_an_unknown_scenario_is_not_found(client):
    assert client.get("/api/scenarios/musam").status_code == 404
    assert client.get("/api/scenarios/..%2f..").status_code == 404


def test_a_river_is_not_called_like_the_town_on_its_bank(client):
    features = client.get("/api/map").json()["features"]
    about = [one["properties"] for one in features]
    korean = {(one["kind"], one["name"]): one["name_ko"] for one in about if one["kind"] in ("river", "town")}
    assert korean["river", "Tumen"] == "두만강"
    assert korean["river", "Yalu"] == "압록강"
    assert korean["town", "Tumen"] == "도문"


def test_the_map_says_which_of_its_borders_are_approximate(client):
    world = client.get("/api/map").json()
    kinds = {one["properties"]["kind"] for one in world["features"]}
    assert {"province", "river", "town", "crossing", "county"} <= kinds
    counties = [one for one in world["features"] if one["properties"]["kind"] == "county"]
    assert all(one["properties"]["approximate"] for one in counties)
    musan = next(one for one in counties if one["properties"]["name"] == "Musan")
    assert musan["properties"]["name_ko"] == "무산"
    ring = musan["geometry"]["coordinates"][0][0]
    assert ring[0] == ring[-1]
    assert all(125 < lon < 132 and 39 < lat < 44 for lon, lat in ring)
