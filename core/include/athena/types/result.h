// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace athena {

enum class ErrorCode {
  InvalidArgument,  // the caller's input is wrong: a rule, an option, a shape
  NotFound,         // a file, a layer, a variant that is not there
  Corruption,       // damaged bytes: bad CRC, truncated, inconsistent
  NotSupported,     // understood, but not something Athena can do
  Io,               // the disk or the operating system said no
  Cancelled,        // the person asked to stop
  Unmet,            // a requirement of the caller was not reached
  NotAllowed,       // a file would do more than compute, and the person has not allowed that
  Internal,         // a defect of ours
};

/// What went wrong, in one sentence that says what, where, and what to do next.
struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string message;
  std::string details;  // for "copy details": never needed to understand the message
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string details = {}) {
  return tl::make_unexpected(Error{code, std::move(message), std::move(details)});
}

}  // namespace athena

/// Returns the error of `expression` (a Result or Status) to the caller, or goes on.
#define ATHENA_TRY(expression)                                      \
  do {                                                              \
    if (auto athena_status = (expression); !athena_status)          \
      return tl::make_unexpected(std::move(athena_status).error()); \
  } while (false)

#define ATHENA_CONCAT_(a, b) a##b
#define ATHENA_CONCAT(a, b) ATHENA_CONCAT_(a, b)
/// `ATHENA_ASSIGN(auto x, f())`: x takes the value of f(), or its error is returned to the caller.
#define ATHENA_ASSIGN(declaration, expression)                                              \
  auto ATHENA_CONCAT(athena_result_, __LINE__) = (expression);                              \
  if (!ATHENA_CONCAT(athena_result_, __LINE__))                                             \
    return tl::make_unexpected(std::move(ATHENA_CONCAT(athena_result_, __LINE__)).error()); \
  declaration = std::move(*ATHENA_CONCAT(athena_result_, __LINE__))
