"""How two texts lie side by side."""

from tasks.story.shingle import distinct, shingle_sequence
from tasks.story.verify import Alignment, align


def test_of_equal_passages_the_first_one_is_laid_beside() -> None:
    # Which of several equal numbers a sort puts first is up to the processor's instructions.
    words = [f"word{number}" for number in range(80)]
    passage = " ".join(words)
    edited = " ".join("edited" if number % 8 == 4 else word for number, word in enumerate(words))
    shorter, longer = shingle_sequence(edited), shingle_sequence(f"{passage} {passage} {passage} {passage}")

    alignment = align(shorter, longer, distinct(longer))

    assert alignment == Alignment(kept=1.0, replaced=0.0)
