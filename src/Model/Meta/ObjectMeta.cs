using Krewe.Model.Schema;

namespace Krewe.Model.Meta;

/// <summary>Metadata that all persisted objects have: identity, labels, ownership and life cycle.</summary>
public sealed partial record ObjectMeta : ApiRecord
{
    /// <summary>Name, unique within a namespace for one kind. Cannot be changed.</summary>
    [Field(1)]
    public string? Name { get; init; }

    /// <summary>Prefix from which the server makes a unique name when none is given.</summary>
    [Field(2)]
    public string? GenerateName { get; init; }

    /// <summary>Namespace within which the name is unique; empty for objects of cluster scope. Cannot be changed.</summary>
    [Field(3)]
    public string? Namespace { get; init; }

    /// <summary>Deprecated; kept for old clients, never set by the server.</summary>
    [Field(4)]
    public string? SelfLink { get; init; }

    /// <summary>Identity of this object in time and space, set by the server; a later object of the same name has another one.</summary>
    [Field(5)]
    public string? Uid { get; init; }

    /// <summary>Opaque version of the object, set by the server, for optimistic concurrency and watches.</summary>
    [Field(6)]
    public string? ResourceVersion { get; init; }

    /// <summary>Counts the changes of the desired state, set by the server.</summary>
    [Field(7, OmitZero = true)]
    public long? Generation { get; init; }

    /// <summary>When the object was created, set by the server.</summary>
    [Field(8)]
    public DateTimeOffset? CreationTimestamp { get; init; }

    /// <summary>When the object is due to be gone, set by the server when deletion is asked for and must be graceful.</summary>
    [Field(9)]
    public DateTimeOffset? DeletionTimestamp { get; init; }

    /// <summary>Seconds that the object has to end gracefully; set with the deletion timestamp, may only be shortened.</summary>
    [Field(10)]
    public long? DeletionGracePeriodSeconds { get; init; }

    /// <summary>Keys and values to organize and select objects by.</summary>
    [Field(11)]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Unstructured keys and values that tools keep with the object; not for selection.</summary>
    [Field(12)]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = StringMap.Empty;

    /// <summary>Objects that this one depends on; when all of them are gone, it is collected. At most one is the controller.</summary>
    [Field(13, MergeKey = "uid")]
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];

    /// <summary>What must still be done by others before the object may go; it is removed when the list is empty.</summary>
    [Field(14, MergeKey = "")]
    public IReadOnlyList<string> Finalizers { get; init; } = [];

    /// <summary>Which manager set which fields, for server-side apply.</summary>
    [Field(17)]
    public IReadOnlyList<ManagedFieldsEntry> ManagedFields { get; init; } = [];
}
