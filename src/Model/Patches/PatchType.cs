namespace Krewe.Model.Patches;

/// <summary>How the body of a patch says what changes.</summary>
public enum PatchType
{
    /// <summary>A list of operations: RFC 6902, <c>application/json-patch+json</c>.</summary>
    Json,

    /// <summary>An object to merge, null removes: RFC 7386, <c>application/merge-patch+json</c>.</summary>
    Merge,

    /// <summary>An object to merge by the rules of the kind's fields: <c>application/strategic-merge-patch+json</c>.</summary>
    StrategicMerge,

    /// <summary>What the client wants to be so, as one of the owners of the fields: <c>application/apply-patch+yaml</c>.</summary>
    Apply,
}
