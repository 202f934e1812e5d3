// SPDX-License-Identifier: Apache-2.0
#include "app/cli/run_measurement.h"

#include <iostream>

#include "app/cli/job_runner.h"
#include "app/cli/json/json.h"
#include "app/cli/print_measurement.h"

namespace athena::cli {

Result<ExitCode> run_measurement(const MeasureRequest& request, bool json) {
  JobRunner jobs;
  ATHENA_ASSIGN(const Measurement measurement, jobs.run<Measurement>(request));
  if (json)
    print_json(json_of(measurement));
  else
    print_measurement(measurement, std::cout);
  return ExitCode::Done;
}

}  // namespace athena::cli
