// Which pin belongs to which cell of which board, in the order of the cells in tripod/boards/.

#pragma once

#define INSOLE 1
#define INSOLE_LEFT 2
#define INSOLE_RIGHT 3
#define PADS 4
#define PLATE 5

#if BOARD == INSOLE
#ifndef BOARD_NAME
#define BOARD_NAME "insole"
#endif
#ifndef CELL_PINS
#define CELL_PINS A0, A1, A2, A3, A4, A5
#endif

#elif BOARD == INSOLE_LEFT
#ifndef BOARD_NAME
#define BOARD_NAME "insole-left"
#endif
#ifndef CELL_PINS
#define CELL_PINS A0, A1, A2
#endif

#elif BOARD == INSOLE_RIGHT
#ifndef BOARD_NAME
#define BOARD_NAME "insole-right"
#endif
#ifndef CELL_PINS
#define CELL_PINS A0, A1, A2
#endif

#elif BOARD == PADS
#ifndef BOARD_NAME
#define BOARD_NAME "pads"
#endif
#ifndef HX711_CLOCK_PIN
#define HX711_CLOCK_PIN 10
#endif
#ifndef HX711_DATA_PINS
#define HX711_DATA_PINS 2, 3, 4, 5, 6, 7
#endif

#elif BOARD == PLATE
#ifndef BOARD_NAME
#define BOARD_NAME "plate"
#endif
#ifndef HX711_CLOCK_PIN
#define HX711_CLOCK_PIN 10
#endif
#ifndef HX711_DATA_PINS
#define HX711_DATA_PINS 2, 3, 4, 5, 6, 7, 8, 9
#endif

#else
#error "BOARD in board.h must be INSOLE, INSOLE_LEFT, INSOLE_RIGHT, PADS or PLATE."
#endif
