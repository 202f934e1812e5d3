# SPDX-License-Identifier: Apache-2.0
"""The models that Athena must work on; see tests/data/make_models.py."""
