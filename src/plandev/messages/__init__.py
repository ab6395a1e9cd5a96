"""Ce qui se dit à une personne : les mots, les nombres, ce qui est constaté, et où."""
