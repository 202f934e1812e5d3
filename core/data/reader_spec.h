// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/data/data_file.h"
#include "core/data/json_node.h"

namespace athena {

/// What stands behind a format's name in a source of a data file. InvalidArgument.
Result<ReaderSpec> parse_reader(const Node& node, const std::string& format);

/// The same as JSON, without what is at its default.
nlohmann::ordered_json reader_json(const ReaderSpec& reader);

}  // namespace athena
