using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Krewe.EmbeddedSilo.Runtime;

/// <summary>Keeps a timer for each reminder of the table, and calls the grains when they are due.</summary>
internal sealed class ReminderClock(Silo silo)
{
    /// <summary>Timers are armed for no longer than this, and then anew.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainId, string), Armed> _armed = [];
    private readonly IReminderTable? _table = silo.ServiceProvider.GetService<IReminderTable>();
    private bool _stopped;

    private IReminderTable Table => _table ?? throw new OrleansConfigurationException(
        "Reminders need a table: call AddReminders and register an IReminderTable, or UseInMemoryReminderService.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_table is null)
            return;

        await _table.StartAsync(cancellationToken);
        foreach (var entry in (await _table.ReadRows(0, 0)).Reminders)
            Arm(entry);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var armed in _armed.Values)
                armed.Timer.Dispose();
            _armed.Clear();
        }

        if (_table is not null)
            await _table.StopAsync(cancellationToken);
    }

    public async Task<IGrainReminder> RegisterAsync(GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        var shortest = silo.ServiceProvider.GetRequiredService<IOptions<ReminderOptions>>().Value.MinimumReminderPeriod;
        if (period < shortest)
            throw new ArgumentException($"The period of reminder '{name}' is {period}; the shortest is {shortest}.", nameof(period));

        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = name,
            StartAt = silo.Time.GetUtcNow().UtcDateTime + dueTime,
            Period = period,
        };
        entry.ETag = await Table.UpsertRow(entry);
        if (entry.ETag is null)
            throw new ReminderException($"Reminder '{name}' of {grain} could not be registered.");

        Arm(entry);
        return new Reminder(entry);
    }

    public async Task UnregisterAsync(GrainId grain, IGrainReminder reminder)
    {
        var entry = ((Reminder)reminder).Entry;
        if (!await Table.RemoveRow(grain, entry.ReminderName, entry.ETag!))
            throw new ReminderException($"Reminder '{entry.ReminderName}' of {grain} was changed or removed meanwhile.");

        Disarm(grain, entry.ReminderName);
    }

    public async Task<IGrainReminder?> FindAsync(GrainId grain, string name) =>
        await Table.ReadRow(grain, name) is { } entry ? new Reminder(entry) : null;

    public async Task<List<IGrainReminder>> ListAsync(GrainId grain) =>
        [.. (await Table.ReadRows(grain)).Reminders.Select(entry => new Reminder(entry))];

    private void Arm(ReminderEntry entry)
    {
        Disarm(entry.GrainId, entry.ReminderName);
        lock (_lock)
        {
            if (_stopped)
                return;

            var armed = new Armed(this, entry);
            _armed[(entry.GrainId, entry.ReminderName)] = armed;
            armed.Next(entry.StartAt);
        }
    }

    private void Disarm(GrainId grain, string name)
    {
        lock (_lock)
        {
            if (_armed.Remove((grain, name), out var armed))
                armed.Timer.Dispose();
        }
    }

    private sealed record Reminder(ReminderEntry Entry) : IGrainReminder
    {
        public string ReminderName => Entry.ReminderName;
    }

    /// <summary>A reminder with its timer. Occurrences that were missed, while no silo ran, are skipped.</summary>
    private sealed class Armed
    {
        private readonly ReminderClock _clock;
        private readonly ReminderEntry _entry;
        private DateTime _due;

        public Armed(ReminderClock clock, ReminderEntry entry)
        {
            _clock = clock;
            _entry = entry;
            using (ExecutionContext.SuppressFlow())
                Timer = clock.Time.CreateTimer(static state => _ = ((Armed)state!).OnTimerAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ITimer Timer { get; }

        public void Next(DateTime earliest)
        {
            var now = _clock.Time.GetUtcNow().UtcDateTime;
            var missed = earliest < now ? (long)Math.Ceiling((now - earliest) / _entry.Period) : 0;
            _due = earliest + (_entry.Period * missed);
            var wait = _due - now;
            Timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
        }

        private async Task OnTimerAsync()
        {
            if (_clock.Time.GetUtcNow().UtcDateTime < _due)
            {
                Next(_due);
                return;
            }

            var occurrence = new TickStatus(_entry.StartAt, _entry.Period, _due);
            Next(_due + _entry.Period);
            try
            {
                await _clock.Remind(_entry, occurrence);
            }
            catch (Exception failure)
            {
                _clock.Log.ReminderFailed(failure, _entry.ReminderName, _entry.GrainId);
            }
        }
    }

    private TimeProvider Time => silo.Time;

    private SiloLog Log => silo.Log;

    private Task Remind(ReminderEntry entry, TickStatus occurrence) =>
        silo.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, occurrence);
}
