"""What was reported, by whom, and how sure: documents, claims, anchors, echoes, observations."""
