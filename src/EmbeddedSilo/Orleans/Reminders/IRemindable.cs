using Orleans.Runtime;

namespace Orleans
{
    /// <summary>A grain that can be reminded: activated at times that it set, even if it is not active then.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>Called when a reminder is due.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A reminder that is registered.</summary>
    public interface IGrainReminder
    {
        /// <summary>Its name within its grain.</summary>
        string ReminderName { get; }
    }

    /// <summary>Which occurrence of a reminder is due.</summary>
    /// <param name="firstTickTime">When it was due first.</param>
    /// <param name="period">The time between occurrences.</param>
    /// <param name="timeStamp">When this occurrence was due.</param>
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        /// <summary>When it was due first, UTC.</summary>
        public DateTime FirstTickTime { get; } = firstTickTime;

        /// <summary>The time between occurrences.</summary>
        public TimeSpan Period { get; } = period;

        /// <summary>When this occurrence was due, UTC.</summary>
        public DateTime CurrentTickTime { get; } = timeStamp;
    }

    /// <summary>A reminder could not be read or registered.</summary>
    public sealed class ReminderException(string message) : OrleansException(message);
}
