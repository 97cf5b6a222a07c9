using Krewe.Model.Core;

namespace Krewe.Planning.Events;

/// <summary>What becomes of something to tell.</summary>
public abstract record EventPlan
{
    private EventPlan() { }

    /// <summary>A new event.</summary>
    public sealed record Create(Event Value) : EventPlan;

    /// <summary>An event that has happened again: its count has risen.</summary>
    public sealed record Update(Event Value) : EventPlan;

    /// <summary>It repeats too often: nothing is written now.</summary>
    public sealed record Drop : EventPlan
    {
        /// <summary>The only one.</summary>
        public static Drop Instance { get; } = new();
    }
}
