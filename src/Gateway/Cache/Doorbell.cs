using System.Threading.Channels;

namespace Krewe.Gateway.Cache;

/// <summary>Wakes one waiter. Rings while nobody waits, or before the waiter has looked, are one ring.</summary>
internal sealed class Doorbell
{
    private readonly Channel<bool> _rings = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Rings.</summary>
    public void Ring() => _rings.Writer.TryWrite(true);

    /// <summary>Waits for a ring and takes it.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await _rings.Reader.ReadAsync(cancellationToken);
}
