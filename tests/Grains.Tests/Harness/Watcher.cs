using Krewe.Grains.Collections;

namespace Krewe.Grains.Tests.Harness;

/// <summary>An observer that insists on an unbroken order, and remembers what it saw.</summary>
internal sealed class Watcher(long after) : ICollectionObserver
{
    public List<Change> Changes { get; } = [];

    public long Revision { get; private set; } = after;

    public Task OnChanges(ChangeBatch batch)
    {
        batch.After.ShouldBe(Revision, "batches follow on each other");
        batch.Changes.Count.ShouldBe((int)(batch.Revision - batch.After));
        foreach (var change in batch.Changes)
            change.Document.Revision.ShouldBe(++Revision, "each revision is there once");
        Changes.AddRange(batch.Changes);
        return Task.CompletedTask;
    }
}
