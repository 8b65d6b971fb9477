"""Appeals, blocks by requesters, restrictions by the operator, explanations, and the register."""
