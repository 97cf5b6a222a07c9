using System.ComponentModel;
using Krewe.EmbeddedSilo.Runtime;

namespace Krewe.EmbeddedSilo.CodeGeneration;

/// <summary>Something that runs as a turn: an entry of a <see cref="TurnContext"/>'s mailbox, linked without further objects.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WorkItem
{
    private protected WorkItem()
    {
    }

    /// <summary>The entry that was there before (in the mailbox) or that follows (once taken out).</summary>
    internal WorkItem? Next { get; set; }

    /// <summary>How many entries the mailbox held with this one.</summary>
    internal int Depth { get; set; }

    internal abstract void Run(TurnContext context);
}
