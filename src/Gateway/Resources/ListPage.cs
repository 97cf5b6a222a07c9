using Krewe.Gateway.Responses;
using Krewe.Model.Documents;

namespace Krewe.Gateway.Resources;

/// <summary>What a list answers: some objects, and how to get the rest.</summary>
internal readonly record struct ListPage(ReadOnlyMemory<ApiDocument> Documents, ListMetadata Metadata);
