project = "Warm Homes"
extensions = ["evidence_matrix"]
