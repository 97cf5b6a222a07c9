namespace Krewe.EmbeddedSilo.Tests.Grains;

public interface IClock : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, TimeSpan work, bool interleave, bool keepAlive);

    Task Change(TimeSpan due, TimeSpan period);

    Task Stop();

    Task StartThatChangesItself(TimeSpan due, TimeSpan work);

    Task Busy(TimeSpan span);

    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task Forget(string name);

    Task<int> Reminders();
}

public sealed class ClockGrain(Journal journal, TimeProvider time) : Grain, IClock, IRemindable
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private IGrainTimer? _timer;

    private double Now => (time.GetUtcNow() - _start).TotalSeconds;

    public Task Start(TimeSpan due, TimeSpan period, TimeSpan work, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(
            async (span, token) =>
            {
                journal.Add($"tick {Now}");
                if (span > TimeSpan.Zero)
                    await Task.Delay(span, time, token);
            },
            work, new GrainTimerCreationOptions(due, period) { Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public Task StartThatChangesItself(TimeSpan due, TimeSpan work)
    {
        _timer = this.RegisterGrainTimer(
            async () =>
            {
                journal.Add($"tick {Now}");
                _timer!.Change(due, Timeout.InfiniteTimeSpan);
                await Task.Delay(work, time);
            },
            due, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public async Task Busy(TimeSpan span)
    {
        journal.Add($"busy {Now}");
        await Task.Delay(span, time);
        journal.Add($"free {Now}");
    }

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task Forget(string name) => await this.UnregisterReminder((await this.GetReminder(name))!);

    public async Task<int> Reminders() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        journal.Add($"{this.GetPrimaryKeyString()} reminded of {reminderName} after {(status.CurrentTickTime - status.FirstTickTime).TotalMinutes} minutes");
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Add($"deactivated {Now}");
        return Task.CompletedTask;
    }
}
