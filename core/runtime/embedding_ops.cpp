// SPDX-License-Identifier: Apache-2.0
#include <torch/custom_class.h>
#include <torch/library.h>

#include "core/runtime/packed_embedding.h"
#include "core/runtime/value_or_throw.h"

namespace athena {
namespace {

using Handle = c10::intrusive_ptr<PackedEmbedding>;

at::Tensor embedding(const at::Tensor& indices, const Handle& weight) { return weight->forward(indices); }

at::Tensor embedding_bag(const at::Tensor& indices, const at::Tensor& offsets, std::int64_t mode,
                         const std::optional<at::Tensor>& per_sample_weights, bool include_last_offset,
                         std::optional<std::int64_t> padding_idx, const Handle& weight) {
  TORCH_CHECK(mode >= 0 && mode <= 2, "athena::embedding_bag: mode ", mode,
              "; 0 is sum, 1 is mean, 2 is max.");
  return weight->forward(Bags{indices, offsets, static_cast<BagMode>(mode),
                              per_sample_weights.value_or(at::Tensor()), include_last_offset, padding_idx});
}

TORCH_LIBRARY_FRAGMENT(athena, library) {
  auto packed_embedding = library.class_<PackedEmbedding>("PackedEmbedding");
  define_packed_weights<PackedEmbedding>(packed_embedding)
      .def("num_embeddings", &PackedEmbedding::num_embeddings)
      .def("embedding_dim", &PackedEmbedding::embedding_dim)
      .def("group", &PackedEmbedding::group)
      .def("unpack", &PackedEmbedding::unpack)
      .def_pickle([](const Handle& self) { return state_of(*self); },
                  [](const EmbeddingState& state) { return value_or_throw(read_embedding(state)); });
  library.def("embedding(Tensor indices, __torch__.torch.classes.athena.PackedEmbedding weight) -> Tensor",
              embedding);
  library.def(
      "embedding_bag(Tensor indices, Tensor offsets, int mode, Tensor? per_sample_weights, "
      "bool include_last_offset, int? padding_idx, "
      "__torch__.torch.classes.athena.PackedEmbedding weight) -> Tensor",
      embedding_bag);
}

}  // namespace
}  // namespace athena
