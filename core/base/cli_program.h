// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "athena/types/result.h"

namespace athena {

/// The athena-cli that works for this program in processes of their own: the one that the environment
/// variable ATHENA_CLI names, or athena-cli beside the running program. NotFound: there is none.
Result<std::string> cli_program();

}  // namespace athena
