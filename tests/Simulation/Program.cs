using Krewe.Simulation.CommandLine;

return await SimulateCommand.Run(args);
