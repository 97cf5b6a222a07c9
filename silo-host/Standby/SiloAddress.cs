namespace Krewe.SiloHost.Standby;

/// <summary>Where the other silos reach this one; known for certain once the server listens.</summary>
internal sealed class SiloAddress(Uri? advertised, IHostApplicationLifetime lifetime)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<Uri>? _served;

    /// <summary>Says how to find out.</summary>
    public void Bind(Func<Uri> served)
    {
        _served = served;
        lifetime.ApplicationStarted.Register(_started.SetResult);
    }

    /// <summary>The address, as soon as the server listens.</summary>
    public async Task<Uri> WaitAsync(CancellationToken cancellationToken)
    {
        await _started.Task.WaitAsync(cancellationToken);
        return advertised ?? _served!();
    }
}
