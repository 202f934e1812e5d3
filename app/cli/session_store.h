// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "athena/session.h"

namespace athena::cli {

/// Opens or makes a session that a variant is to be added to. Io where it is read-only.
Result<std::shared_ptr<Session>> open_for_adding(const std::string& path);

/// Notes what a run reads. A model or data whose file has changed since marks the variants of the old one as
/// stale; the warnings say so.
Result<std::vector<std::string>> remember_inputs(Session& session, const ModelInfo& model,
                                                 const std::optional<DatasetInfo>& data);

}  // namespace athena::cli
