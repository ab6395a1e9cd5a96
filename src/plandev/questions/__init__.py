"""Les questions : un plan -> des valeurs, un module par sujet."""
