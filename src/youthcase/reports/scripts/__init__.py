"""Words in every script on paper: which way they run, how they join, where a line may end."""
