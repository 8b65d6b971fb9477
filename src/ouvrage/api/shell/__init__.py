"""What every protocol of this door shares: keys, limits of bodies, refusals as JSON."""
