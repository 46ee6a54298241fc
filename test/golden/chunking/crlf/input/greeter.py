# Greets.
class Greeter:
    """Says hello.

    In one language.
    """

    def greet(self, name):
        """Greets one person."""
        return f"hello {name} 👋👋"

    def part(self, name):
        return f"bye {name}"

    def again(self):
        return self.greet("you")