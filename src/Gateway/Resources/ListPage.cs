using Krewe.Model.Documents;
using Krewe.Model.Meta;

namespace Krewe.Gateway.Resources;

/// <summary>What a list answers: some objects, and how to get the rest.</summary>
internal readonly record struct ListPage(ReadOnlyMemory<ApiDocument> Documents, ListMeta Metadata);
