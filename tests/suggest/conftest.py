"""The ranking of the own phrases without sentence vectors, fitted once."""

import pytest

from detente.coding.suggest.ranker import Ranker, train
from detente.workbench.learning import own_phrases


@pytest.fixture(scope="session")
def plain() -> Ranker:
    return train(own_phrases())
