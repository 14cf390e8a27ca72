"""Make what ships with the codebook's own phrases: their sentence vectors, and the fits on them alone, with and without vectors.

Run by hand after the phrases or the fit were changed: ``python benchmarks/ranking_data.py``. Needs the extra ``vectors``.
"""

import numpy as np

from detente.coding.suggest.ranker import train
from detente.coding.vectors.safetensors import write_arrays
from detente.kernel.fingerprints import of_text
from detente.workbench.embedding import embed
from detente.workbench.learning import FITS, PHRASES, VECTORS, own_phrases

made = embed([each.text for each in own_phrases()]).astype(np.float16)
VECTORS.write_bytes(write_arrays({of_text(PHRASES.read_text(encoding="utf-8")): made}))
arrays = {}
for vectors in (None, made):
    solution = train(own_phrases(), phrase_vectors=vectors, encoder=None if vectors is None else embed).solution
    arrays |= {f"{solution.digest} rows": solution.rows, f"{solution.digest} offsets": solution.offsets}
FITS.write_bytes(write_arrays(arrays))
print(f"{len(made)} vectors, {VECTORS.stat().st_size} bytes; {len(arrays) // 2} fits, {FITS.stat().st_size} bytes")
