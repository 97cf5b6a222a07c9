using Orleans.Runtime;

namespace Orleans;

/// <summary>Where reminders are kept.</summary>
public interface IReminderTable
{
    /// <summary>Prepares the table; called once when the silo starts.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Called once when the silo stops.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The reminders of a grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of grains whose <see cref="GrainId.GetUniformHashCode"/> lies after <paramref name="begin"/>, up to and
    /// including <paramref name="end"/>; all of them when both are equal.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>A reminder, or null.</summary>
    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Adds or replaces a reminder.</summary>
    /// <returns>Its new version.</returns>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder of this version; false when it is not there.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);
}

/// <summary>A reminder as it is kept.</summary>
public sealed class ReminderEntry
{
    /// <summary>Whom to remind.</summary>
    public GrainId GrainId { get; set; }

    /// <summary>Its name within the grain.</summary>
    public string ReminderName { get; set; } = "";

    /// <summary>When it is due first, UTC.</summary>
    public DateTime StartAt { get; set; }

    /// <summary>The time between occurrences.</summary>
    public TimeSpan Period { get; set; }

    /// <summary>Its version.</summary>
    public string? ETag { get; set; }
}

/// <summary>Reminders read from a table.</summary>
public sealed class ReminderTableData
{
    /// <summary>No reminders.</summary>
    public ReminderTableData() => Reminders = [];

    /// <summary>Several reminders.</summary>
    public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

    /// <summary>A single reminder.</summary>
    public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

    /// <summary>The reminders.</summary>
    public IList<ReminderEntry> Reminders { get; }
}
