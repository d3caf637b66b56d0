"""Those who move goods by the truck: gangs that learn, and army units that nobody may search."""
