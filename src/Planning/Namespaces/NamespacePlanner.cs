using Krewe.Model.Core;

namespace Krewe.Planning.Namespaces;

/// <summary>Sets a namespace's phase, and empties it before it goes.</summary>
public static class NamespacePlanner
{
    /// <summary>The finalizer in the namespace's spec that stands for its content.</summary>
    public const string ContentFinalizer = "kubernetes";

    /// <summary>Plans the next step. <paramref name="content"/> is needed only for a namespace that is being deleted.</summary>
    public static NamespacePlan Plan(Namespace value, IReadOnlyList<NamespaceContent> content, DateTimeOffset now) => throw new NotImplementedException();
}
