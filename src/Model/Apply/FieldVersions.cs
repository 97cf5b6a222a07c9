using Krewe.Model.Kinds;

namespace Krewe.Model.Apply;

/// <summary>The versions of a kind in whose names its fields are owned.</summary>
internal static class FieldVersions
{
    /// <summary>
    /// The kind in a version that a manager names; the kind itself where there is no such version, or where all versions have the same fields
    /// (those of custom kinds, which are not converted).
    /// </summary>
    public static KindDefinition Of(KindDefinition kind, string apiVersion) =>
        apiVersion == kind.Gvk.ApiVersion || !KindRegistry.HasOtherVersions(kind)
            ? kind
            : KindRegistry.Versions.FirstOrDefault(other => other.Collection == kind.Collection && other.Gvk.ApiVersion == apiVersion) ?? kind;
}
