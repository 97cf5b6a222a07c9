namespace Krewe.Gateway.Backups;

/// <summary>Writes backups of all state that there is. Implemented by whoever holds the database.</summary>
public interface IBackupSource
{
    /// <summary>Writes one backup, of the moment when this is called. Writes to the database go on meanwhile.</summary>
    /// <param name="output">Left open. If this throws, what is there is no backup.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteAsync(Stream output, CancellationToken cancellationToken);
}
