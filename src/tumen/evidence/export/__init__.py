"""A case for other programs: tables, FollowTheMoney entities, W3C PROV."""
