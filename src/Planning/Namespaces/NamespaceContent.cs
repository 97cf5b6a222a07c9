using Krewe.Model.Kinds;

namespace Krewe.Planning.Namespaces;

/// <summary>What a namespace still has of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Objects">The objects.</param>
public sealed record NamespaceContent(KindDefinition Kind, IReadOnlyList<Krewe.Model.Meta.ApiObject> Objects);
