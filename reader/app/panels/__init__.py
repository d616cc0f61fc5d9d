"""What stands beside the page: entities, claims, notes, orphans, and the card of one claim."""
