"""What these pages answer, one file per group."""
