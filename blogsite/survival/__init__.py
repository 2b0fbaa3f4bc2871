"""How a paper outlives its server: copies that are read offline, archives, sealed backups."""
