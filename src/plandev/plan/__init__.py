"""Le plan : ce qu'il est, ce qui peut s'y écrire, ce qui le lie, et comment il s'écrit."""
