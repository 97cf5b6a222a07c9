using System.Text.Json.Serialization;

namespace Krewe.Storage.Backups;

/// <summary>What a backup says of itself.</summary>
/// <param name="TakenAt">A moment at or before the one that it shows, by the clock of the control plane.</param>
/// <param name="KreweVersion">The version that has written it, for people.</param>
public sealed record BackupHeader(DateTimeOffset TakenAt, string KreweVersion);

/// <summary>A small file that belongs to the state, such as a key.</summary>
/// <param name="Name">Its path relative to the data directory, with slashes: <c>pki/ca.crt</c>.</param>
/// <param name="Content">All of it.</param>
public sealed record BackupFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a backup holds, counted while it was verified from its first byte to its last.</summary>
public sealed record BackupSummary(BackupHeader Header, int Files, int Collections, long Objects);

[JsonSerializable(typeof(BackupHeader))]
internal sealed partial class BackupJson : JsonSerializerContext;
