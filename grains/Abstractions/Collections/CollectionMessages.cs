using Krewe.Model.Documents;
using Krewe.Model.Failures;
using Krewe.Model.Meta;
using Orleans;

namespace Krewe.Grains.Collections;

/// <summary>One change to commit.</summary>
/// <param name="Value">The new state of the object; for a removal, the last state that watchers shall see.</param>
/// <param name="ExpectedRevision">The object's version that the writer has seen; 0 where the object must not exist.</param>
/// <param name="Remove">True to end the object.</param>
/// <param name="Quotas">All quotas of the object's namespace, where the change must keep to them; null where it need not.</param>
[GenerateSerializer, Alias("krewe.CommitRequest"), Immutable]
public sealed record CommitRequest(
    [property: Id(0)] ApiDocument Value,
    [property: Id(1)] long ExpectedRevision,
    [property: Id(2)] bool Remove = false,
    [property: Id(3)] IReadOnlyList<ApiDocument>? Quotas = null);

/// <summary>What became of a commit.</summary>
[GenerateSerializer, Alias("krewe.CommitOutcome"), Immutable]
public abstract record CommitOutcome
{
    private CommitOutcome() { }

    /// <summary>Durable. The document carries its new version.</summary>
    [GenerateSerializer, Alias("krewe.CommitOutcome.Committed"), Immutable]
    public sealed record Committed([property: Id(0)] ApiDocument Document) : CommitOutcome;

    /// <summary>Nothing was written: the object is as <paramref name="Current"/> (null: it does not exist). Read it and try again.</summary>
    [GenerateSerializer, Alias("krewe.CommitOutcome.Stale"), Immutable]
    public sealed record Stale([property: Id(0)] ApiDocument? Current) : CommitOutcome;

    /// <summary>Nothing was written: a quota leaves no room for it.</summary>
    [GenerateSerializer, Alias("krewe.CommitOutcome.Exceeding"), Immutable]
    public sealed record Exceeding([property: Id(0)] ApiFailure Failure) : CommitOutcome;

    /// <summary>The collection cannot write now (storage is away, or it lost its place to another writer). Try again later.</summary>
    [GenerateSerializer, Alias("krewe.CommitOutcome.Unavailable"), Immutable]
    public sealed record Unavailable([property: Id(0)] string Why) : CommitOutcome;
}

/// <summary>Which objects a list wants; conditions left null do not restrict.</summary>
/// <param name="Namespace">Namespace, or null for all.</param>
/// <param name="Labels">Label selector in its parsed form, or null.</param>
/// <param name="OwnerUid">UID that one of the owner references names.</param>
/// <param name="NodeName">Node that the pods are bound to; the empty string for unbound ones. For pods only.</param>
[GenerateSerializer, Alias("krewe.ObjectQuery"), Immutable]
public sealed record ObjectQuery(
    [property: Id(0)] string? Namespace = null,
    [property: Id(1)] LabelSelector? Labels = null,
    [property: Id(2)] string? OwnerUid = null,
    [property: Id(3)] string? NodeName = null);

/// <summary>Objects at one revision.</summary>
[GenerateSerializer, Alias("krewe.CollectionSnapshot"), Immutable]
public sealed record CollectionSnapshot([property: Id(0)] long Revision, [property: Id(1)] IReadOnlyList<ApiDocument> Documents);

/// <summary>What a change did.</summary>
[GenerateSerializer, Alias("krewe.ChangeKind")]
public enum ChangeKind
{
    /// <summary>The object is new.</summary>
    Added,

    /// <summary>The object has a new version.</summary>
    Modified,

    /// <summary>The object is gone; the document is its last state, with the version of its end.</summary>
    Deleted,
}

/// <summary>One change, as watchers see it.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Document">The object after it; its <see cref="ApiDocument.Revision"/> is the change's place in the order.</param>
/// <param name="Previous">The object before it, where there was one; selectors need it to tell who loses sight of the object.</param>
[GenerateSerializer, Alias("krewe.Change"), Immutable]
public sealed record Change(
    [property: Id(0)] ChangeKind Kind, [property: Id(1)] ApiDocument Document, [property: Id(2)] ApiDocument? Previous)
{
    /// <summary>Bytes of its documents, for those who keep changes in memory.</summary>
    public int Bytes => Document.Json.Length + (Previous?.Json.Length ?? 0);
}

/// <summary>Consecutive changes. An empty batch tells that the collection has nothing newer than <paramref name="Revision"/>.</summary>
/// <param name="After">The revision that the first change follows on.</param>
/// <param name="Revision">The revision of the last change.</param>
/// <param name="Changes">The changes, one for each revision.</param>
[GenerateSerializer, Alias("krewe.ChangeBatch"), Immutable]
public sealed record ChangeBatch(
    [property: Id(0)] long After, [property: Id(1)] long Revision, [property: Id(2)] IReadOnlyList<Change> Changes);

/// <summary>What became of a subscription.</summary>
[GenerateSerializer, Alias("krewe.SubscribeOutcome"), Immutable]
public abstract record SubscribeOutcome
{
    private SubscribeOutcome() { }

    /// <summary>Batches follow on <paramref name="Revision"/>. The snapshot is there where one was asked for.</summary>
    [GenerateSerializer, Alias("krewe.SubscribeOutcome.Subscribed"), Immutable]
    public sealed record Subscribed([property: Id(0)] long Revision, [property: Id(1)] CollectionSnapshot? Snapshot) : SubscribeOutcome;

    /// <summary>The collection no longer has the changes asked for. Start with a snapshot.</summary>
    [GenerateSerializer, Alias("krewe.SubscribeOutcome.Expired"), Immutable]
    public sealed record Expired([property: Id(0)] long OldestRevision) : SubscribeOutcome;
}

/// <summary>What a read of changes found.</summary>
[GenerateSerializer, Alias("krewe.ChangesOutcome"), Immutable]
public abstract record ChangesOutcome
{
    private ChangesOutcome() { }

    /// <summary>Changes in order; empty when there is nothing newer.</summary>
    [GenerateSerializer, Alias("krewe.ChangesOutcome.Changes"), Immutable]
    public sealed record Changes([property: Id(0)] IReadOnlyList<Change> Items) : ChangesOutcome;

    /// <summary>History begins after <paramref name="OldestRevision"/>.</summary>
    [GenerateSerializer, Alias("krewe.ChangesOutcome.Expired"), Immutable]
    public sealed record Expired([property: Id(0)] long OldestRevision) : ChangesOutcome;
}
