namespace Krewe.Gateway.Watches;

/// <summary>What a watch event says of its object.</summary>
internal enum WatchEventType
{
    Added,
    Modified,
    Deleted,
}
