// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>

#include "athena/types/result.h"

// The kinds of files that Athena reads: how one is made, and what is done with it when it is opened. What
// `use` gives is equal for equal contents.
namespace athena::test {

using Reach = std::function<void(const std::string& stage)>;
using Make = std::function<Result<std::string>(const std::string& path)>;
using Use = std::function<Result<std::string>(const std::string& path, const Reach& reach)>;

/// From here on a process of its own does it in Athena (admit.h).
constexpr const char* kProbing = "probing";

/// Convolution, Linear layers, an Embedding's worth of control flow; a small file loads fast.
Result<std::string> make_model(const std::string& path);
/// The same with its Linear layers packed.
Result<std::string> make_packed_model(const std::string& path);
/// SHA-256 of what it gives for one input.
Result<std::string> use_model(const std::string& path, const Reach& reach);

Result<std::string> make_session(const std::string& path);
Result<std::string> use_session(const std::string& path, const Reach& reach);

/// A data file with its IDX files beside it; gives the data's fingerprint, a space, and SHA-256 of the
/// samples.
Result<std::string> make_data_file(const std::string& path);
Result<std::string> use_data_file(const std::string& path, const Reach& reach);

/// A gzip IDX file of images with its labels beside it.
Result<std::string> make_images(const std::string& path);
Result<std::string> use_images(const std::string& path, const Reach& reach);

}  // namespace athena::test
