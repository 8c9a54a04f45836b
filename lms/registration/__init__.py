"""Registration as PSM or Pensosmas: the gate, the registrar, the SK."""
