// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "athena/types/result.h"

namespace athena::cli {

/// What athena-cli ends with; documented in README.md.
enum class ExitCode {
  Done = 0,
  Failed = 1,       // the disk, the system, or a defect of ours
  Usage = 2,        // the command line is wrong
  BadInput = 3,     // a file or what it says is wrong
  Unmet = 4,        // a requirement was not met
  Cancelled = 130,  // Ctrl-C, as a shell reports it
};

constexpr ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::NotFound:
    case ErrorCode::Corruption:
    case ErrorCode::NotSupported:
    case ErrorCode::NotAllowed:
      return ExitCode::BadInput;
    case ErrorCode::Unmet:
      return ExitCode::Unmet;
    case ErrorCode::Cancelled:
      return ExitCode::Cancelled;
    case ErrorCode::Io:
    case ErrorCode::Internal:
      break;
  }
  return ExitCode::Failed;
}

}  // namespace athena::cli
