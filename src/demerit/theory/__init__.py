"""What published models say in closed form: pure functions of numbers and arrays, which measures and recipes use."""
