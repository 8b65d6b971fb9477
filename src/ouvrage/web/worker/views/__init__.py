"""What the workers' pages answer, one file per group."""
